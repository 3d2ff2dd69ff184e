// SPDX-License-Identifier: GPL-2.0-only
//
// The caption of a ResultStore: the title at place 0, then the designs in their order.

#include "analysis/result/result-store.h"
#include "analysis/result/store-file.h"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <SQLiteCpp/VariadicBind.h>
#include <stdexcept>

namespace ns3::vnlab
{

void
ResultStore::WriteCaption(const StoreCaption& caption)
{
    try
    {
        SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::IMMEDIATE);
        m_database.exec("DELETE FROM caption");
        SQLite::Statement line(m_database, "INSERT INTO caption VALUES(?, ?)");
        int place = 0;
        const auto add = [&line, &place](const std::string& text)
        {
            line.reset();
            SQLite::bind(line, place++, text);
            line.exec();
        };
        add(caption.title);
        for (const std::string& design : caption.designs)
        {
            add(design);
        }
        transaction.commit();
    }
    catch (const SQLite::Exception& error)
    {
        throw std::runtime_error(m_path + ": a title could not be stored: " + error.what());
    }
}

StoreCaption
ResultStore::Caption() const
{
    StoreCaption caption;
    try
    {
        if (!m_database.tableExists("caption")) // since schema 3
        {
            return caption;
        }
        SQLite::Statement line(m_database, "SELECT place, text FROM caption ORDER BY place");
        while (line.executeStep())
        {
            const std::string text = TextIn(line.getColumn(1), m_path);
            if (line.getColumn(0).getInt() == 0)
            {
                caption.title = text;
            }
            else
            {
                caption.designs.push_back(text);
            }
        }
    }
    catch (const SQLite::Exception& error)
    {
        RefuseStore(m_path, std::string("cannot be read as a result store: ") + error.what());
    }
    return caption;
}

} // namespace ns3::vnlab
