// Tests how far the map of the open image can be trusted: by deletion and insertion against random maps and CAM, and by its shape.
// Takes a few seconds; with baselines=all and protocols=all it takes longer and tells more. A selection counts as truth.

truth = "";
if (selectionType() >= 0)
	truth = "selection";
run("X-VMamba Evaluate Maps...", "model=[blood smear] index=jacobian,gramian maps=last protocols=deletion,localisation,shape baselines=random,cam seed=1 truth=[" + truth + "]");

table = "X-VMamba Evaluation summary";
for (row = 0; row < Table.size(table); row++)
	if (Table.getString("metric", row, table) == "insertion - deletion")
		print(Table.getString("map", row, table) + ": " + d2s(Table.get("mean", row, table), 3));
