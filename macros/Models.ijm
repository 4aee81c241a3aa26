// Lists the models that are installed, and those of another folder, and tests the model that came along.
// From another macro: runMacro("Models.ijm", "folder with models").

folder = getArgument();
if (folder != "")
	run("X-VMamba Models...", "add=[" + folder + "]");
run("X-VMamba Models...", "selftest=[blood smear] list=true");
for (i = 0; i < Table.size("X-VMamba Installed Models"); i++)
	print(Table.getString("Name", i, "X-VMamba Installed Models") + ": " + Table.getString("State", i, "X-VMamba Installed Models"));
if (folder != "")
	run("X-VMamba Models...", "forget=[" + folder + "]");
