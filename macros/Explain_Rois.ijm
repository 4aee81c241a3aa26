// Explains each selection of the ROI Manager by itself. Outside of a shape, its maps stay empty.

run("X-VMamba Explain...", "model=[blood smear] rois=manager overlay=true stack=false");

table = "X-VMamba Predictions";
for (row = 0; row < Table.size(table); row++)
	if (Table.getString("Tile", row, table) == "all")
		print(Table.getString("Image", row, table) + ": " + Table.getString("Predicted", row, table));
