// Explains the image that is open, and writes a report of it as one HTML file.
// From another macro: runMacro("Report.ijm", "path of the report").

path = getArgument();
if (path == "")
	path = getDirectory("Folder for the report") + getTitle() + "-report.html";
title = getTitle();
run("X-VMamba Explain...", "model=[blood smear] index=jacobian overlay=true stack=false");
run("X-VMamba Report...", "path=[" + path + "]");
print(title + ": report in " + path);
