// Explains the image that is open: prediction, map over the image, and the maps of all layers.
// Draw a rectangle first to explain a part of it.

run("X-VMamba Explain...", "model=[blood smear] index=jacobian blocks=all directions=mean tiling=auto device=auto overlay=true stack=true");

// The hyperstack is the active image now, and knows what the model said.
print(getTitle() + ": " + Property.get("X-VMamba predicted"));
