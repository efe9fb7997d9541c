# The screen of a terminal, as tmux capture-pane -e gives it, as SVG in the colours that it has: foreground colours, bold, faint.
# -v columns=N gives its width, -v theme=light or dark the background.
function safe(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text); return text }
function attributes() {
  return (fg != "" ? " fill=\"" palette[fg] "\"" : "") (bold ? " font-weight=\"bold\"" : "") (faint ? " fill-opacity=\"0.65\"" : "")
}
function sgr(codes,   n, i, code) {
  n = split(codes == "" ? "0" : codes, code, ";")
  for (i = 1; i <= n; i++) {
    if (code[i] == 0) { fg = ""; bold = 0; faint = 0 }
    else if (code[i] == 1) bold = 1
    else if (code[i] == 2) faint = 1
    else if (code[i] == 22) { bold = 0; faint = 0 }
    else if (code[i] == 39) fg = ""
    else if (code[i] in palette) fg = code[i]
  }
}
# Ends with the attributes that the next line begins with.
function line(text,   out, at, run) {
  out = ""
  while ((at = index(text, "\033[")) > 0) {
    run = substr(text, 1, at - 1)
    if (run != "") out = out "<tspan" attributes() ">" safe(run) "</tspan>"
    text = substr(text, at + 2)
    at = index(text, "m")
    sgr(substr(text, 1, at - 1))
    text = substr(text, at + 1)
  }
  return out (text == "" ? "" : "<tspan" attributes() ">" safe(text) "</tspan>")
}
{ lines[NR] = $0 }
END {
  light = theme == "light"
  palette[31] = light ? "#c01c28" : "#ff7b72"
  palette[32] = light ? "#1a7f37" : "#7ee787"
  palette[35] = light ? "#8250df" : "#d2a8ff"
  while (NR > 0 && lines[NR] == "") NR--
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"13\">\n", 24 + columns * 7.85, 24 + NR * 17
  printf "<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"%s\" stroke=\"#8c959f\"/>\n", light ? "#ffffff" : "#1e2127"
  for (i = 1; i <= NR; i++) {
    text = line(lines[i])
    if (text != "") printf "<text x=\"12\" y=\"%d\" fill=\"%s\" xml:space=\"preserve\">%s</text>\n", 12 + i * 17, light ? "#1f2328" : "#d7dae0", text
  }
  print "</svg>"
}
