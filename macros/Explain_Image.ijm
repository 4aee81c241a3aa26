// Explains the image that is open: prediction, map over the image, and the maps of all layers.
// Draw a rectangle first to explain a part of it.

title = getTitle();
run("X-VMamba Explain...", "model=[blood smear] index=jacobian blocks=all directions=mean tiling=auto device=auto overlay=true stack=true");

// The image knows what the model said of it; so does the hyperstack.
selectImage(title);
print(title + ": " + Property.get("X-VMamba predicted"));
