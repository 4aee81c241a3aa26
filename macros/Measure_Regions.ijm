// Explains the image that is open, and measures how much of each map lies in the selection, or else in the middle of the image.

if (selectionType() < 0) {
	getDimensions(width, height, channels, slices, frames);
	makeOval(width / 4, height / 4, width / 2, height / 2);
}
run("Select None"); // a selection would limit the explanation
run("X-VMamba Explain...", "model=[blood smear] index=jacobian overlay=true stack=false");
run("Restore Selection");
run("X-VMamba Measure Influence", "rois=selection");

selectWindow("X-VMamba Influence");
for (row = 0; row < Table.size; row++)
	if (Table.getString("Direction", row) == "mean")
		print(Table.getString("Region", row) + ", " + Table.getString("Block", row) + ": enrichment " + d2s(Table.get("Enrichment", row), 2));
