"""Makes the PDF and DOCX files of these tests."""

import io
import zipfile

import docx
import pypdfium2
import pypdfium2.raw as pdfium
from fpdf import FPDF
from fpdf.enums import TextMode
from PIL import Image

BLACK, WHITE = (0, 0, 0), (255, 255, 255)


class Pdf:
    """A PDF written line by line."""

    def __init__(self, **metadata):
        self.pdf = FPDF(format="A4")
        if "title" in metadata:
            self.pdf.set_title(metadata["title"])
        if "lang" in metadata:
            self.pdf.set_lang(metadata["lang"])
        self.pdf.add_page()

    def line(self, text, *, size=11, colour=BLACK, mode=TextMode.FILL, fill=None):
        self.pdf.set_font("helvetica", size=size)
        self.pdf.set_text_color(*colour)
        self.pdf.set_fill_color(*(fill or WHITE))
        with self.pdf.local_context(text_mode=mode):
            self.pdf.cell(
                0, max(size / 2, 2), text, fill=fill is not None, new_x="LMARGIN", new_y="NEXT"
            )
        return self

    def paragraph(self, text):
        self.pdf.set_font("helvetica", size=11)
        self.pdf.set_text_color(*BLACK)
        self.pdf.multi_cell(0, 5, text, align="L", new_x="LMARGIN", new_y="NEXT")
        self.pdf.ln(5)
        return self

    def table(self, *rows, borders="ALL"):
        self.pdf.set_font("helvetica", size=11)
        with self.pdf.table(col_widths=(25, 50, 25), borders_layout=borders) as table:
            for row in rows:
                table.row(row)
        self.pdf.ln(5)
        return self

    def page(self):
        self.pdf.add_page()
        return self

    def picture(self, share=1.0):
        image = Image.new("RGB", (60, 80), (250, 250, 240))
        self.pdf.image(image, x=0, y=0, w=self.pdf.w, h=self.pdf.h * share)
        return self

    def patch(self, colour, *, at):
        """A picture of one colour, 60 mm wide and 20 mm high."""
        self.pdf.image(Image.new("RGB", (6, 2), colour), x=20, y=at, w=60, h=20)
        return self

    def cover(self, at, colour):
        self.pdf.set_fill_color(*colour)
        self.pdf.rect(20, at, 100, 20, style="F")
        return self

    def text_at(self, text, at, *, colour=BLACK):
        self.pdf.set_font("helvetica", size=11)
        self.pdf.set_text_color(*colour)
        self.pdf.text(25, at, text)
        return self

    def made(self):
        return bytes(self.pdf.output())


def as_form(data):
    """A PDF whose one page draws the first page of another, at half its size."""
    source, target = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    page = target.new_page(595, 842)
    copied = pdfium.FPDF_NewXObjectFromPage(target, source, 0)
    form = pypdfium2.PdfObject(pdfium.FPDF_NewFormObjectFromXObject(copied), pdf=target)
    form.set_matrix(pypdfium2.PdfMatrix().scale(0.5, 0.5).translate(100, 100))
    page.insert_obj(form)
    page.gen_content()
    out = io.BytesIO()
    target.save(out)
    pdfium.FPDF_CloseXObject(copied)
    page.close()
    target.close()
    source.close()
    return out.getvalue()


def saved(document):
    """The bytes of a python-docx document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word(*paragraphs):
    """A DOCX file of plain paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def with_part(data, name, content):
    """The DOCX file with one part written anew."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, content)
    return out.getvalue()


def part_of(data, name):
    """One part of a DOCX file as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()
