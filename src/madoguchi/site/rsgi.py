"""What the web process serves: the program of `wsgi.py` behind its door."""

from madoguchi.site.door import Door
from madoguchi.site.wsgi import application as program

application = Door(program)
