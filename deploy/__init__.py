"""How the sidecar is shipped: image, chart, overlays, and what derives one from another."""
