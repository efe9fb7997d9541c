# Lines of a terminal as SVG; -v columns=N gives its width, longer lines are cut off.
function safe(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text); return text }
{ line[NR] = $0 }
END {
  while (NR > 0 && line[NR] == "") NR--
  height = 24 + NR * 17
  width = 24 + columns * 7.85
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"13\">\n", width, height
  printf "<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"#1e2127\"/>\n"
  for (i = 1; i <= NR; i++) {
    if (line[i] == "") continue
    if (length(line[i]) > columns) line[i] = substr(line[i], 1, columns - 2) ".."
    colour = line[i] ~ /^\$/ ? "#7fd1ff" : line[i] ~ /^verdict/ ? "#98e08f" : line[i] ~ /^MISSING/ ? "#ffb86b" : "#d7dae0"
    printf "<text x=\"12\" y=\"%d\" fill=\"%s\" xml:space=\"preserve\">%s</text>\n", 12 + i * 17, colour, safe(line[i])
  }
  print "</svg>"
}
