// Before the first paint, so that a chosen theme doesn't flash in the other one. The app goes on from here.
(function () {
  var theme = 'system';
  try {
    theme = JSON.parse(localStorage.getItem('text4seg.view') || '{}').theme || 'system';
  } catch (error) {
    // Storage may be closed to this page, or hold what an older version wrote: the system decides.
  }
  if (theme === 'system') theme = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
})();
