// Places the patches of the last block of the open image by their attention, and prints how far the first lies from the last.

run("X-VMamba Embedding...", "model=[blood smear] blocks=last directions=merged method=pca");

selectWindow("X-VMamba Embedding");
last = Table.size - 1;
dx = Table.get("C1", last) - Table.get("C1", 0);
dy = Table.get("C2", last) - Table.get("C2", 0);
print(Table.size + " patches; from the first to the last " + d2s(sqrt(dx * dx + dy * dy), 4));
