// Explains the image that is open, lets the map fade, and makes pictures of it: one for each opacity.

image = getImageID();
run("X-VMamba Explain...", "model=[blood smear] index=jacobian overlay=true stack=false");
for (opacity = 20; opacity <= 80; opacity += 30) {
	selectImage(image);
	run("X-VMamba Overlay Opacity...", "opacity=" + opacity);
	run("Flatten");
	rename("opacity " + opacity);
	print(getTitle());
}
