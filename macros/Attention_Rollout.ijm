// By way of all blocks of the last stage: from where does the middle of the open image get what it knows? Then the last block's whole matrix.

run("Select None");
getDimensions(width, height, channels, slices, frames);
original = getImageID();
point = "" + floor(width / 2) + "," + floor(height / 2);
run("X-VMamba Attention...", "model=[blood smear] blocks=last points=" + point + " line=rollout");
selectWindow("X-VMamba Attention");
print("it keeps " + d2s(100 * Table.get("Itself", 0), 1) + " % of itself");

selectImage(original);
run("X-VMamba Attention...", "model=[blood smear] blocks=last points=" + point + " line=matrix directions=all");
print(getTitle() + ": " + nSlices + " planes: directions merged, then each");
