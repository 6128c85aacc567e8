class ModelNotFound(Exception): pass
