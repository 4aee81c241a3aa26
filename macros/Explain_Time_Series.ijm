// Explains every slice and frame of the stack that is open, and prints what the model says of each.
// Planes that shall be compared want the same two grey values as black and white, such as scaling=0-4095.

run("X-VMamba Explain...", "model=[blood smear] planes=all scaling=display overlay=true stack=true");

// The hyperstack is the active image now; its frames are the planes.
getDimensions(width, height, channels, slices, frames);
print(getTitle() + ": " + frames + " planes");
table = "X-VMamba Predictions";
for (row = 0; row < Table.size(table); row++)
	if (Table.getString("Tile", row, table) == "all")
		print("slice " + Table.get("Slice", row, table) + ", frame " + Table.get("Frame", row, table) + ": " + Table.getString("Predicted", row, table));
