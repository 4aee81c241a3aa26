// Explains the image that is open, then looks at all blocks joined in another scaling and other colours. Nothing is computed again.

run("X-VMamba Explain...", "model=[blood smear] index=jacobian,gramian overlay=true stack=false");
run("X-VMamba View...", "index=gramian block=exponential-scaled directions=mean scaling=percentile colours=viridis opacity=60");
Overlay.activateSelection(0);
print(Roi.getName);
