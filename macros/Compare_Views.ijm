// Explains the image that is open, and collects pictures of it under several maps in one stack. Nothing is computed twice.

image = getImageID();
run("X-VMamba Explain...", "model=[blood smear] index=jacobian,gramian overlay=true stack=false");

views = newArray("index=jacobian block=last", "index=gramian block=last", "index=jacobian block=exponential-scaled", "index=jacobian block=uniform");
titles = newArray(views.length);
for (i = 0; i < views.length; i++) {
	selectImage(image);
	run("X-VMamba View...", views[i] + " directions=mean scaling=percentile colours=viridis opacity=60");
	run("Flatten");
	rename(views[i]);
	titles[i] = getTitle();
}
run("Images to Stack", "name=[X-VMamba views] title=block= use");
print(getTitle() + ": " + nSlices);
