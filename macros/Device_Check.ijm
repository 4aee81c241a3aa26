// Asks which devices work on this computer, and prints the answer's last line, such as "Works here: device=cpu."

run("X-VMamba Device Check...");
lines = split(getInfo("log"), "\n");
print("Answer: " + lines[lines.length - 1]);
