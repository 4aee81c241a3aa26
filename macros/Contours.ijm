// Explains the image that is open, and outlines the tenth of it that has the highest influence.

run("X-VMamba Explain...", "model=[blood smear] index=jacobian overlay=true stack=false");
run("X-VMamba Contours...", "percentiles=75,90");
print(getTitle() + ": " + (Overlay.size - 1) + " contours");
