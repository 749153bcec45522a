def fill(say):
    pass
