// Explains all images of a folder, and saves the maps of each as <name>-layers.tif in another one, with a table summary.csv: a line for each
// file, with the prediction or the reason why there is none. A bad file doesn't stop the others; in the end, it aborts the macro.
// From another macro: runMacro("Explain_Folder.ijm", "input folder|output folder|model").

folders = split(getArgument(), "|");
if (folders.length < 2)
	folders = newArray(getDirectory("Folder with images"), getDirectory("Folder for results"));
model = "blood smear";
if (folders.length > 2)
	model = folders[2];
input = folders[0] + File.separator;
output = folders[1] + File.separator;
File.makeDirectory(output);

setBatchMode(true);
files = getFileList(input);
// Where there is nothing, a dash: ImageJ's tables show an empty cell as NaN.
summary = "File,Outcome,Predicted,Reason\n";
explained = 0;
failed = 0;
for (i = 0; i < files.length; i++) {
	showProgress(i, files.length);
	if (!matches(toLowerCase(files[i]), ".*\\.(tiff?|png|jpe?g|bmp|gif|dcm|pgm)"))
		continue;
	// Called in this way, an error is a text and not the end of the macro.
	error = call("org.xvmamba.command.ForMacros.open", input + files[i]);
	if (error == "")
		error = call("org.xvmamba.command.ForMacros.explain", "model=[" + model + "] index=jacobian overlay=false stack=true");
	if (error == "") {
		explained++;
		predicted = Property.get("X-VMamba predicted");
		saveAs("Tiff", output + files[i] + "-layers.tif");
		print(files[i] + ": " + predicted);
		summary = summary + quoted(files[i]) + ",explained," + quoted(predicted) + ",-\n";
	} else {
		failed++;
		print(files[i] + ": failed. " + error);
		summary = summary + quoted(files[i]) + ",failed,-," + quoted(error) + "\n";
	}
	close("*");
}
File.saveString(summary, output + "summary.csv");
print(explained + " explained, " + failed + " failed");
if (call("java.awt.GraphicsEnvironment.isHeadless") == "false")
	Table.open(output + "summary.csv");
if (failed > 0) {
	print("Not OK: " + failed + " of " + (explained + failed) + " files failed; summary.csv tells why.");
	exit(); // aborts the macro; a message given here would open a dialog and wait, even in batch mode
}

function quoted(text) {
	return "\"" + replace(text, "\"", "\"\"") + "\"";
}
