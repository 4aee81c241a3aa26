// Explains the image that is open with two indices, subtracts one from the other, and prints how far they go together in each block.

run("X-VMamba Explain...", "model=[blood smear] index=jacobian,gramian overlay=true stack=false");
run("X-VMamba Compare...", "index=jacobian secondindex=gramian scaling=share");

// The hyperstack of differences is the active image now: channels are directions, slices are blocks.
print(getTitle() + ": " + nSlices + " planes");
table = "X-VMamba Comparison";
for (row = 0; row < Table.size(table); row++)
	if (Table.getString("Direction", row, table) == "mean")
		print(Table.getString("Block", row, table) + ": Spearman " + d2s(Table.get("Spearman", row, table), 3));
