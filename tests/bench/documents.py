"""Writes the content the benchmark hands over with python-docx or openpyxl, and prints the median time of doing so.

Usage: documents.py docx|xlsx CONTENT.json
"""

import io
import json
import statistics
import sys
import time


def word(content):
    """Headings, paragraphs, pictures and tables with their spans; every cell bordered, nothing else laid out."""
    import docx
    from docx.shared import Mm

    document = docx.Document()
    document.add_heading(content["title"], 0)
    for block in content["blocks"]:
        if "heading" in block:
            document.add_heading(block["heading"], block["level"])
        elif "paragraph" in block:
            document.add_paragraph(block["paragraph"])
        elif "picture" in block:
            document.add_picture(block["picture"], width=Mm(156))
        else:
            table(document, block["table"], block["columns"])
    document.save(io.BytesIO())


def table(document, rows, width):
    made = document.add_table(len(rows), width, style="Table Grid")
    # Asking for a cell by row and column walks the whole table each time; the list of all is made once.
    cells = made._cells
    covered = set()
    for row, given in enumerate(rows):
        column = 0
        for text, columns, depth in given:
            while (row, column) in covered:
                column += 1
            last = min(row + depth, len(rows)) - 1
            cell = cells[row * width + column]
            if columns > 1 or last > row:
                cell = cell.merge(cells[last * width + column + columns - 1])
                covered |= {(r, c) for r in range(row, last + 1) for c in range(column, column + columns)}
            cell.text = text
            column += columns


def workbook(content):
    """The values and formulas of every sheet, each cell bordered and wrapped."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Side

    thin = Side(style="thin")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    wrapped = Alignment(wrap_text=True, vertical="center")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in content["sheets"]:
        page = book.create_sheet(sheet["name"])
        for row, column, value in sheet["cells"]:
            cell = page.cell(row, column, value)
            cell.border = border
            cell.alignment = wrapped
    book.save(io.BytesIO())


def main():
    kind, path = sys.argv[1:3]
    name, write = {"docx": ("docx", word), "xlsx": ("openpyxl", workbook)}[kind]
    began = time.perf_counter()
    module = __import__(name)
    loading = time.perf_counter() - began
    with open(path, encoding="utf-8") as file:
        content = json.load(file)
    times = []
    for _ in range(5):
        began = time.perf_counter()
        write(content)
        times.append(time.perf_counter() - began)
    version = getattr(module, "__version__", "")
    tool = {"docx": "python-docx", "xlsx": "openpyxl"}[kind]
    print(f"{statistics.median(times) * 1000:.2f} ms（{tool} {version}，另需载入 {loading * 1000:.0f} ms）")


main()
