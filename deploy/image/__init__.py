"""What the image is made with."""
