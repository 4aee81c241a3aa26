// Explains the open image with two indices, and plots how influence is distributed over layers, scan directions and scan orders.

run("X-VMamba Explain...", "model=[blood smear] index=jacobian,gramian overlay=true stack=false");
image = getTitle();
plots = newArray("X-VMamba Plot Layers", "X-VMamba Plot Directions", "X-VMamba Plot Orders", "X-VMamba Plot Means", "X-VMamba Plot Correlations");
for (i = 0; i < plots.length; i++) {
	selectWindow(image);
	run(plots[i], "index=jacobian");
}
