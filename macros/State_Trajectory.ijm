// Follows the states of the last block of the open image along its first scan, and prints where they are greatest.

run("X-VMamba State Trajectory...", "model=[blood smear] blocks=last directions=0");

selectWindow("X-VMamba State Trajectory");
greatest = 0;
for (row = 1; row < Table.size; row++)
	if (Table.get("Norm", row) > Table.get("Norm", greatest)) greatest = row;
print("greatest state at row " + Table.get("Row", greatest) + ", column " + Table.get("Column", greatest));
