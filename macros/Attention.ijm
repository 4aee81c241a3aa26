// Shows which patches the middle of the open image reads from, in the last block, in each scan direction.

run("Select None");
getDimensions(width, height, channels, slices, frames);
point = "" + floor(width / 2) + "," + floor(height / 2);
run("X-VMamba Attention...", "model=[blood smear] blocks=last points=" + point + " line=row sign=absolute directions=all");
print(getTitle() + ": " + nSlices + " planes");

selectWindow("X-VMamba Attention");
for (row = 0; row < Table.size; row++)
	print("direction " + Table.getString("Direction", row) + ": mean distance " + d2s(Table.get("Mean distance", row), 2) + " patches");
