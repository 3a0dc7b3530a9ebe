using System.Collections;
using System.Data.Common;
using System.Globalization;

namespace OrleansStorage.Data.Batching;

/// <summary>The few rows of one statement, in memory. Not safe from several threads at once.</summary>
internal sealed class BufferedReader : DbDataReader
{
    private readonly string[] _names;
    private readonly List<object[]> _rows = [];
    private int _current = -1;

    private BufferedReader(DbDataReader source) => _names = [.. Enumerable.Range(0, source.FieldCount).Select(source.GetName)];

    /// <summary>Reads the rows of the source's current result; the source stands at its end then.</summary>
    public static async Task<BufferedReader> ReadAsync(DbDataReader source)
    {
        var reader = new BufferedReader(source);
        while (await source.ReadAsync().ConfigureAwait(false))
            reader.AddRow(source);
        return reader;
    }

    /// <summary>Reads the rows of every result of the source as if they were one, for a statement that is really several.</summary>
    public static BufferedReader ReadAll(DbDataReader source)
    {
        var reader = new BufferedReader(source);
        do
        {
            while (source.Read())
                reader.AddRow(source);
        }
        while (source.NextResult());
        return reader;
    }

    /// <inheritdoc/>
    public override int FieldCount => _names.Length;

    /// <inheritdoc/>
    public override bool HasRows => _rows.Count > 0;

    /// <inheritdoc/>
    public override bool IsClosed => false;

    /// <inheritdoc/>
    public override int RecordsAffected => _rows.Count;

    /// <inheritdoc/>
    public override int Depth => 0;

    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <inheritdoc/>
    public override bool Read() => ++_current < _rows.Count;

    /// <inheritdoc/>
    public override bool NextResult() => false;

    /// <inheritdoc/>
    public override string GetName(int ordinal) => _names[ordinal];

    // As every driver does: the databases fold names differently.
    /// <inheritdoc/>
    public override int GetOrdinal(string name) =>
        Array.FindIndex(_names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var i ? i : throw new ArgumentOutOfRangeException(nameof(name), name, "No such column.");

    /// <inheritdoc/>
    public override object GetValue(int ordinal) => _rows[_current][ordinal];

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        Array.Copy(_rows[_current], values, count);
        return count;
    }

    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => GetValue(ordinal) is DBNull;

    /// <inheritdoc/>
    public override Type GetFieldType(int ordinal) => _rows.Count > 0 ? _rows[0][ordinal].GetType() : typeof(object);

    /// <inheritdoc/>
    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => Convert.ToBoolean(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => Convert.ToByte(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override char GetChar(int ordinal) => Convert.ToChar(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override DateTime GetDateTime(int ordinal) => Convert.ToDateTime(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) => Convert.ToDecimal(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal) => Convert.ToDouble(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => Convert.ToSingle(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => Convert.ToInt16(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => Convert.ToInt32(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override long GetInt64(int ordinal) => Convert.ToInt64(GetValue(ordinal), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => (Guid)GetValue(ordinal);

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    private void AddRow(DbDataReader source)
    {
        var row = new object[_names.Length];
        source.GetValues(row);
        _rows.Add(row);
    }
}
