"""The chat's own widgets. None decides anything: they show events and pass on what a person does."""
