"""Makes the recogniser of proportional print, ``docreader/model/printed.onnx``.

It shares paper, camera and the sideways blocks with ``training_recogniser``; see the README.
"""

GENERATOR = "2"  # raise it whenever the same seed would give other lines
