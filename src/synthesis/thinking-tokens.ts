/** How long a model may think unless a person says otherwise: about as long as two programs. */
export const usualThinkingTokens = 1024;
