"""The person's own files: checked by what they are, copied in, and made to fit."""
