"""How the recogniser of ``docreader`` is made: invented lines, a small network, its export.

The application never imports this package. Generator and network are apart on purpose:
everything up to ``lines`` needs only numpy, OpenCV and Pillow.
"""

GENERATOR = "4"  # raised whenever the same seed would give other lines
