// Explains all images of a folder, and saves the maps of each as <name>-layers.tif in another one.
// From another macro: runMacro("Explain_Folder.ijm", "input folder|output folder|model").

folders = split(getArgument(), "|");
if (folders.length < 2)
	folders = newArray(getDirectory("Folder with images"), getDirectory("Folder for results"));
model = "blood smear";
if (folders.length > 2)
	model = folders[2];
input = folders[0] + File.separator;
output = folders[1] + File.separator;

setBatchMode(true);
files = getFileList(input);
for (i = 0; i < files.length; i++) {
	showProgress(i, files.length);
	if (!matches(toLowerCase(files[i]), ".*\\.(tiff?|png|jpe?g|bmp|gif)"))
		continue;
	open(input + files[i]);
	title = getTitle();
	run("X-VMamba Explain...", "model=[" + model + "] index=jacobian overlay=false stack=true");
	selectImage("Jacobian index of " + title);
	print(files[i] + ": " + Property.get("X-VMamba predicted"));
	saveAs("Tiff", output + files[i] + "-layers.tif");
	close("*");
}
