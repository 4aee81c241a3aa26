// Asks what the model would say of the open image if its scans went other ways.

run("X-VMamba Compare Orders...", "model=[blood smear] orders=one,snake,hilbert,random:1 index=jacobian blocks=last");

selectWindow("X-VMamba Scan Orders");
for (row = 0; row < Table.size; row++)
	print(Table.getString("Order", row) + ": change of the probability " + d2s(Table.get("Change", row), 4));
