// Makes a model of a checkpoint, such as MedMamba's .pth, and explains the image that is open with it, if there is one.
// From another macro: runMacro("Import_Model.ijm", "checkpoint|folder to be made|class names").

given = split(getArgument(), "|");
if (given.length < 3) {
	given = newArray(File.openDialog("Checkpoint"), getDirectory("Folder for the model"), "");
	given[1] = given[1] + "my-model";
}

explain = "false";
if (nImages > 0)
	explain = "true";
run("X-VMamba Import Model...", "checkpoint=[" + given[0] + "] family=auto classes=[" + given[2] + "] folder=[" + given[1] +
	"] normalisation=family explain=" + explain);
print("The model is in " + given[1]);
