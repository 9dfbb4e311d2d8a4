/* Tells the page that frames this one how high it is, in pixels of CSS: `{ type: 'annals-height', height: 480 }`, now and
   whenever that changes. Whoever does not listen has the height of the frame that it was given. */

if (parent !== self)
  new ResizeObserver(() => {
    const { height } = document.documentElement.getBoundingClientRect();
    parent.postMessage({ type: 'annals-height', height: Math.ceil(height) }, '*');
  }).observe(document.documentElement);
