namespace MiniHF.Engine.Training;

/// <summary>
/// Fills rows of one length with documents. A document that does not fit goes on in the next row, without sight of what was in
/// the one before; an example with inputs is never cut.
/// </summary>
internal static class SequencePacker
{
    /// <summary>What is left of a document after a cut is not worth a place of its own below so many tokens.</summary>
    private const int Least = 8;

    public static IReadOnlyList<TrainingSequence[]> Pack(IEnumerable<TrainingSequence> sequences, int context)
    {
        List<TrainingSequence[]> rows = [];
        List<TrainingSequence> row = [];
        int room = context;
        foreach (TrainingSequence sequence in sequences)
        {
            if (sequence.FirstTarget > 1)
            {
                if (sequence.Ids.Length > room)
                {
                    Close();
                }

                row.Add(sequence);
                room -= sequence.Ids.Length;
                continue;
            }

            for (int start = 0; start < sequence.Ids.Length;)
            {
                if (room < Math.Min(Least, sequence.Ids.Length - start))
                {
                    Close();
                }

                int count = Math.Min(room, sequence.Ids.Length - start);
                if (count > 1)
                {
                    row.Add(sequence with { Ids = sequence.Ids[start..(start + count)] });
                    room -= count;
                }

                start += count;
            }
        }

        Close();
        return rows;

        void Close()
        {
            if (row.Count > 0)
            {
                rows.Add([.. row]);
                row = [];
            }

            room = context;
        }
    }
}
