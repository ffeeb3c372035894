// Runs before the first paint, so that a chosen theme never flashes (lib/client/theme.ts writes it).
// A file and not an inline script: the page needs no exception in its content security policy.
try {
  const theme = localStorage.getItem("raxx-theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden: then the system's preference stays.
}
