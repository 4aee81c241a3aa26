// Explains the open image with two indices, and plots how influence is distributed over layers, scan directions and scan orders. A plot leads to the
// image of which it tells, so the next command finds the explanation from there.

run("X-VMamba Explain...", "model=[blood smear] index=jacobian,gramian overlay=true stack=false");
run("X-VMamba Plot Layers", "index=jacobian");
run("X-VMamba Plot Directions", "index=jacobian");
run("X-VMamba Plot Orders", "index=jacobian");
run("X-VMamba Plot Means", "index=jacobian");
run("X-VMamba Plot Correlations", "index=jacobian");
