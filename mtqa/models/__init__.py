"""Translation models: where they lie, how they come here, how they run.

The only package that imports torch, transformers, ctranslate2 or onnxruntime, and only inside functions.
"""
