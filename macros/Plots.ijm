// Explains the open image with two indices, and plots how influence is distributed over layers, scan directions and scan orders.

run("X-VMamba Explain...", "model=[blood smear] index=jacobian,gramian overlay=true stack=false");
image = getTitle();
run("X-VMamba Plot Layers", "index=jacobian");
selectWindow(image);
run("X-VMamba Plot Directions", "index=jacobian");
selectWindow(image);
run("X-VMamba Plot Orders", "index=jacobian");
selectWindow(image);
run("X-VMamba Plot Means", "index=jacobian");
selectWindow(image);
run("X-VMamba Plot Correlations", "index=jacobian");
