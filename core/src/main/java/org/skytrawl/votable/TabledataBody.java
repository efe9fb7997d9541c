package org.skytrawl.votable;

import java.util.List;
import org.skytrawl.provenance.FailureCode;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/**
 * Rows as text (VOTable 1.4 section 5.1). A row is given to STIL when it is whole: so one with too few or too many cells
 * can be dropped instead of being shifted, and STIL never sees more of a cell than we are willing to keep.
 */
final class TabledataBody implements TableBody {
    /** Elements and attributes that have no business here; each new name costs the parser memory. */
    private static final int MAX_FOREIGN = 100_000;

    private final RowText row;
    private final RowDelivery delivery;
    private final StilTable stil;
    private final int fields;
    private int depth;
    private boolean inRow;
    private boolean inCell;
    private int foreign;
    private long badRows;

    TabledataBody(List<FieldDeclaration> fields, RowSink sink) throws SAXException {
        this.fields = fields.size();
        this.row = new RowText(fields.size());
        this.delivery = new RowDelivery(sink, fields, row);
        this.stil = new StilTable(
                delivery,
                fields.stream().map(FieldDeclaration::attributesForText).toList(),
                "TABLEDATA");
    }

    @Override
    public void start(String name, Attributes atts) throws SAXException {
        depth++;
        if (depth == 2 && inRow && name.equals("TD")) {
            inCell = true;
        } else if (depth == 1 && name.equals("TR")) {
            inRow = true;
            row.clear();
        } else {
            countForeign();
        }
        for (int i = 0; i < atts.getLength(); i++) {
            if (!atts.getQName(i).equals("ID")) {
                countForeign();
            }
        }
    }

    private void countForeign() throws SAXException {
        if (++foreign > MAX_FOREIGN) {
            throw new ReadAbort(FailureCode.MALFORMED, "The table's rows hold other things than cells");
        }
    }

    @Override
    public void characters(char[] text, int start, int length) throws SAXException {
        if (inCell) {
            row.append(text, start, length);
        }
    }

    @Override
    public void end(String name) throws SAXException {
        depth--;
        if (depth == 1 && inCell) {
            inCell = false;
            row.endCell();
        } else if (depth == 0 && inRow) {
            inRow = false;
            if (row.cells() == fields && fields > 0) {
                stil.row(row);
            } else {
                badRows++;
            }
        }
    }

    @Override
    public void finish() throws SAXException {
        stil.close();
    }

    @Override
    public void close() throws SAXException {
        stil.close();
    }

    @Override
    public long badRows() {
        return badRows;
    }

    @Override
    public RowDelivery delivery() {
        return delivery;
    }
}
