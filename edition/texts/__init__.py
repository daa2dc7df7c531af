"""Texts without Django: segmentation, anchors, grapheme clusters, selectors and weaving."""
