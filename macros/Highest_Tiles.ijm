// Explains the image that is open in tiles, and looks at the three tiles that show most of the predicted class.
// With a screen, a table lists them; a click on a row leads to the tile.

image = getImageID();
run("X-VMamba Explain...", "model=[blood smear] index=jacobian tiling=tiles overlay=true stack=false");
for (rank = 1; rank <= 3; rank++) {
	selectImage(image);
	run("X-VMamba Highest Tiles", "rank=" + rank);
	getSelectionBounds(x, y, width, height);
	print(rank + ": x=" + x + ", y=" + y + ", " + width + " x " + height + " pixels");
}
