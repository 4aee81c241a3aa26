// Explains the image that is open by several indices at once, and collects pictures of it under each of them in one stack: the paper's index beside
// the exact one, the one corrected for the scan position, and those that depend on a class.

image = getImageID();
indices = newArray("jacobian", "absolute", "energy", "selectivity", "energy-corrected", "energy-class", "cam");
run("X-VMamba Explain...", "model=[blood smear] index=" + String.join(indices, ",") + " classname=predicted blocks=last overlay=true stack=false");

for (i = 0; i < indices.length; i++) {
	selectImage(image);
	run("X-VMamba View...", "index=" + indices[i] + " block=last directions=mean scaling=percentile");
	run("Flatten");
	rename("index=" + indices[i]);
}
run("Images to Stack", "name=[X-VMamba indices] title=index= use");
print(getTitle() + ": " + nSlices);
