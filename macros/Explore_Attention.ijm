// Opens the explorer of the open image at its middle: what the patch there reaches in the last block, and then in another scan order.

run("Select None");
getDimensions(width, height, channels, slices, frames);
x = floor(width / 2);
y = floor(height / 2);
run("X-VMamba Explore Attention...", "model=[blood smear] block=last direction=merged x=" + x + " y=" + y + " mode=column");
print("elements over the image: " + Overlay.size);
run("X-VMamba Explore Attention...", "model=[blood smear] block=last direction=0 x=" + x + " y=" + y + " mode=row order=snake");
print("elements with the snake order: " + Overlay.size);
